"""The command `ruori`: the city's deeds for those who look after the server, and for timers.

Data goes to standard output and messages to standard error; 0 done, 1 findings, 2 cannot, 75 busy.
"""
