/** Two runs held side by side: where they part, and what that comes to. */
package io.godwit.dashboards.difference;
