"""What was fixed, and when: frozen copies, each bound by a hash to the one before it.

A seal (sinetti) holds the exact bytes of something the city can no longer change: an edition of a
report, a plan as it was adopted. One chain per installation, so a missing or altered seal shows.
"""
