"""The exact words of a competition's papers: JSON-able content, of which page and PDF are made alike.

A content is `{"kind", "title", "heading", "number", "office", "department", "is_example", "issued_on", "sections"}`; a
section `{"key", "heading", "blocks"}`; wording.blocks makes the blocks, which competitions/announcement/body.html shows
on pages and pdf/content.html on paper.
"""

from competitions.wording.announcing import announcement_content
from competitions.wording.annulling import annulment_content
from competitions.wording.comparing import SectionChange, differences
from competitions.wording.deciding import results_content

__all__ = ["SectionChange", "announcement_content", "annulment_content", "differences", "results_content"]
