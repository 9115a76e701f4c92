"""A chart and its table: one set of figures, drawn for those who see and written for all.

chart = Chart(title="Väkiluku", unit="asukasta", language="fi", lines=(Line("Kemi", points),))
{% chart chart "vakiluku" %}      the summary, the drawing (wide and phone) and the table
chart_svg(chart, 720)             inline SVG, looks by class, hidden from assistive technology
chart_file(chart)                 an SVG file that stands alone: for PDF, Word and sharing
chart_table(chart)                the table twin, exactly the charted figures
"""

from ruori.ui.chart.drawing import chart_file, chart_svg
from ruori.ui.chart.figures import Chart, Drawn, Line, Point, Target
from ruori.ui.chart.twin import chart_table

__all__ = ["Chart", "Drawn", "Line", "Point", "Target", "chart_file", "chart_svg", "chart_table"]
