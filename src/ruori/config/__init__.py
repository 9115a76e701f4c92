"""How one installation is wired: environment, settings, addresses, database backend.

Sees every part and is seen by none. What a city may choose is data, never a setting; here is only
what differs between two machines that run the same city.
"""
