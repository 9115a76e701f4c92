"""Who is at the keyboard: staff accounts, their sign-ins, and the value Actor.

An account is not a person of the organisation: a Person may have one, and posts carry the
responsibility. Terms owned: käyttäjätunnus (User), kirjautuminen (SignIn), tekijä (Actor).
"""
