"""Which department a document means: by its short name, or by the inflected name inside a post. Certain, or none."""

from leszno_ngo.models import Department

SHORTEST_STEM, LONGEST_ENDING = 3, 3


class DepartmentFinder:
    """Asks for the departments once."""

    def __init__(self):
        self.departments = list(Department.objects.all())

    def called(self, short_name):
        found = [each for each in self.departments if short_name and each.short_name == short_name]
        return found[0] if len(found) == 1 else None

    def of_posts(self, posts):
        """The one department that all the posts together name; None when it is none, or more than one."""
        found = {each for post in posts for each in self.departments if is_named_in(each.name, post)}
        return found.pop() if len(found) == 1 else None


def is_named_in(name, post):
    """Whether the name's words stand in the post one after another, in any case: "Dyrektor Miejskiego Ośrodka …"."""
    # The town at the end of a name („w Lesznie”) is left out inside a post.
    words, said = name.partition(" w ")[0].split(), post.split()
    return len(words) > 1 and any(
        all(is_form(word, other) for word, other in zip(words, said[start : start + len(words)], strict=True))
        for start in range(len(said) - len(words) + 1)
    )


def is_form(word, other):
    """Whether two words differ in their endings alone."""
    word, other = word.casefold(), other.casefold().rstrip(".,;")
    stem = max(SHORTEST_STEM, len(word) - LONGEST_ENDING)
    return word == other or (
        len(word) > SHORTEST_STEM and word[:stem] == other[:stem] and abs(len(word) - len(other)) <= LONGEST_ENDING
    )
