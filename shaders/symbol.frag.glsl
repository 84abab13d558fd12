// A disc with a keyline, hollow with a slash when unknown, and the credit rings around it. A hollow disc is filled with the map's
// colour, so that a milder project below it never shows through.
#version 330 core
flat in vec4 paint;
flat in vec4 shape;
flat in float key_px;
uniform vec4 keyline;
uniform vec4 hollow;
uniform vec4 ring_colour;
uniform float ui;
out vec4 pixel;

vec4 over(vec4 top, vec4 below) { return top + below * (1.0 - top.a); }
vec4 cover(vec4 colour, float c) { return vec4(colour.rgb, 1.0) * clamp(c, 0.0, 1.0); }
float disc(float away, float r) { return r + 0.5 - away; }
float band(float away, float middle, float width) { return width * 0.5 + 0.5 - abs(away - middle); }

void main() {
  vec2 p = (gl_PointCoord - 0.5) * 2.0 * shape.y;
  float away = length(p), r = shape.x;
  vec4 body;
  if (shape.w > 0.5) {
    float stroke = 1.1 * ui;
    float slash = min(band(abs(p.x + p.y) * 0.70711, 0.0, stroke), disc(away, r));
    float mark = max(band(away, r - stroke * 0.5, stroke), slash);
    body = over(cover(vec4(paint.rgb, 1.0), mark), cover(hollow, disc(away, r)));
  } else {
    body = cover(vec4(paint.rgb, 1.0), disc(away, r)) * paint.a;
  }
  vec4 all = over(body, cover(keyline, disc(away, r + key_px)) * (shape.w > 0.5 ? 0.999 : paint.a));
  if (shape.z > 0.5) {
    float width = shape.z > 1.5 ? 2.0 * ui : 1.0 * ui;
    float first = r + 2.6 * ui;
    vec4 ring = cover(ring_colour, band(away, first, width));
    if (shape.z > 2.5) ring = over(ring, cover(ring_colour, band(away, r + 5.6 * ui, 1.4 * ui)));
    all = over(all, ring);
    float shade = shape.z > 2.5 ? disc(away, r + 5.6 * ui) : disc(away, first);
    all = over(all, cover(hollow, shade));
  }
  pixel = all;
}
