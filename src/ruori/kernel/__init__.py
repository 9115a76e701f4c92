"""What a year, an euro, a text and a promise's judgement are, without any database or web.

Everything above stands on these plain values; nothing here knows Django, HTTP or the clock.
"""
