"""Remisser: the referrals' balance, how they ended, and how long it took."""
