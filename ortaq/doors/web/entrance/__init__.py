"""The entrance: signing up and in by a code to the phone or e-mail, the second step, and what an account holds."""
