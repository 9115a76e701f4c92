"""Who adopted what, when and where it can be read: decisions of bodies and of office holders.

No plan is in force without one. Terms owned: päätös (Decision), pykälä (section),
diaarinumero (case_number).
"""
