"""Acts of the office with a competition, each with a page of its own, and the page of all that was done."""


class ActPages:
    """For the admin of competitions."""
