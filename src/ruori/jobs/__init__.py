"""What is running: long work that was asked for on a page, such as building a council report.

A job remembers its steps and how far it came, so a restart continues instead of beginning again.
The part that knows the work gives its steps downward to `actions.run_steps`; jobs knows no work
of its own. Terms owned: työ (Job), työn tekijä (Worker).
"""
