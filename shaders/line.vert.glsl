// A line segment as a quad of constant width on the screen with round ends.
#version 330 core
layout(location = 0) in vec2 start;   // metres from the scene's origin
layout(location = 1) in vec2 end;
layout(location = 2) in float corner; // 0 right and 1 left of the start, 2 and 3 of the end
uniform vec2 lower_m;
uniform vec2 to_ndc;
uniform float px_per_m;
uniform float half_px;                // half the width
out vec2 place;                       // px along and across, from the start
flat out float run;                   // length of the segment, px
void main() {
  vec2 along = end - start;
  float metres = length(along);
  along = metres > 0.0 ? along / metres : vec2(1.0, 0.0);
  float side = mod(corner, 2.0) * 2.0 - 1.0;
  float reach = half_px + 1.0;
  run = metres * px_per_m;
  bool far = corner > 1.5;
  place = vec2(far ? run + reach : -reach, side * reach);
  vec2 at = (far ? end + along * reach / px_per_m : start - along * reach / px_per_m) +
            vec2(-along.y, along.x) * side * reach / px_per_m;
  gl_Position = vec4((at - lower_m) * to_ndc - 1.0, 0.0, 1.0);
}
