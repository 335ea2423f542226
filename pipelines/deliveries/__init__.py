"""Reading, checking, archiving and receipting what is delivered."""
