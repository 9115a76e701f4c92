"""Who must hear what: everything that is due and everything that is wrong, from one place.

A page, a letter and the nightly check read the same functions, so they cannot disagree. Letters
wait in an outbox that loses nothing. Terms owned: lähetys (Delivery), muistutus (Reminder), tilaus
(Subscription), ajastimen käynti (TimerRun), suunnitelmien tarkistus (PlanCheck); used: määräaika
(Due), huomautus (Problem).
"""
