/** One migration as a sequence chart: who told whom what, in a terminal, as SVG and as a page. */
package io.godwit.dashboards.chart;
