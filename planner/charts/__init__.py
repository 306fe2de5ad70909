"""Domain → chart: the room plan and the lesson timeline as Vega-Lite, the thumbnail as SVG."""
