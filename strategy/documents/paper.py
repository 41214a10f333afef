"""The paper of an issued report: made of its content alone, so it always comes out with the same bytes."""

from leszno_ngo.pdf import Pdf, render_pdf
from strategy.charts import Chart, render
from strategy.drawing import drawings_of


def progress_report_pdf(report) -> Pdf:
    """For workers only: it loads the renderer of charts."""
    charts = [chart for chart in charts_of(report.content) if chart.spec]
    drawings = drawings_of(charts)
    drawings |= {chart: render(chart) for chart in charts if chart not in drawings}
    return render_pdf("pdf/progress_report.html", {"report": report, "content": drawn(report.content, drawings)})


def charts_of(content):
    return [chart_of(block) for section in content["sections"] for block in section["blocks"] if "chart" in block]


def chart_of(block):
    return Chart(**block["chart"])


def drawn(content, drawings):
    """The content with the drawing of each chart that has one, for a template."""

    def with_drawing(block):
        return block | {"drawing": drawings.get(chart_of(block))} if "chart" in block else block

    sections = [
        section | {"blocks": [with_drawing(block) for block in section["blocks"]]} for section in content["sections"]
    ]
    return content | {"sections": sections}
