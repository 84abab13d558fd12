// One project as a point sprite: size from its grade and its credit rings (UX 4.1, 4.2).
#version 330 core
layout(location = 0) in vec2 at;                 // metres from the scene's origin
layout(location = 1) in uvec4 traits;            // grade, credit, shown, dimmed
uniform vec2 lower_m;
uniform vec2 to_ndc;
uniform float radius[5];                         // px by grade A, B, C, D, unknown
uniform float rings[5];                          // 1: credit rings are drawn for this grade
uniform float opacity[5];
uniform vec4 fill[5];
uniform vec4 dim_land;                           // what a dimmed fill is mixed to
uniform float ui;
flat out vec4 paint;                             // rgb, opacity
flat out vec4 shape;                             // radius, half the sprite, rings (0-3), 1: hollow with slash
flat out float key_px;
void main() {
  int grade = int(traits.x);
  float r = radius[grade];
  bool dimmed = traits.w != 0u;
  float ring = dimmed ? 0.0 : rings[grade] * float(traits.y < 4u ? traits.y : 0u);
  float reach = r + 1.0 * ui;
  if (ring > 0.5) reach = r + 4.0 * ui;
  if (ring > 2.5) reach = r + 6.8 * ui;
  float half_px = ceil(reach + 1.0);
  vec4 colour = fill[grade];
  paint = dimmed ? vec4(mix(dim_land.rgb, colour.rgb, 0.35), 1.0) : vec4(colour.rgb, opacity[grade]);
  shape = vec4(r, half_px, ring, grade == 4 ? 1.0 : 0.0);
  key_px = dimmed ? 0.0 : ui;
  gl_PointSize = 2.0 * half_px;
  gl_Position = vec4((at - lower_m) * to_ndc - 1.0, 0.0, 1.0);
}
