"""The adversary: reads published files only, builds his own equations and proves what they tell of what is hidden.

Written apart from the protection, and sharing nothing with it: a mistake of one is not a mistake of the other.
"""

from pipelines.disclosure.attack.adversary import attack
from pipelines.disclosure.attack.sentences import told

__all__ = ["attack", "told"]
