"""What was promised: values, plans, goals, measures, what serves what, and each change of it.

A plan is the city's strategy, a policy, a programme, a statutory plan or a yearly operating plan.
Its tree is made of goals; measures serve goals of any plan. Terms owned: arvo (Value), suunnitelma
(Plan, PlanVersion), päämäärä, painopiste, tavoite, osatavoite, sitoumus (Goal), toimenpide
(Measure), seuraava tehtävä (Step), toteuttaa (Serves), seuraanto (Succession), lupauskirja
(PromiseChange), tarkistuksen rajat (HealthLimits), hyväksytty huomio (AcceptedFinding).
"""
