"""Progress reports: a strategy in, every word of its report out as JSON; and of that the bytes of a paper."""

from strategy.documents.content import report_content, report_title
from strategy.documents.paper import charts_of, drawn, progress_report_pdf

__all__ = ["charts_of", "drawn", "progress_report_pdf", "report_content", "report_title"]
