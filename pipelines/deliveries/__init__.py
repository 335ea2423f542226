"""What becomes of a checked file: decided, archived, receipted, reported, watched for, waived, corrected.

May import `home`, `contracts`, `reading`, `checking` and the loose modules.
"""
