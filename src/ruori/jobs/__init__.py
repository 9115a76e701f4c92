"""What is running: long work that was asked for on a page, such as building a council report.

A job remembers its steps and how far it came, so a restart continues instead of beginning again.
The work is done by a worker beside the web process. Terms owned: työ (Job).
"""
