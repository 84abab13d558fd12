// Coverage by the distance to the segment, one pixel soft.
#version 330 core
in vec2 place;
flat in float run;
uniform float half_px;
uniform vec4 colour;
out vec4 pixel;
void main() {
  float beyond = max(max(-place.x, place.x - run), 0.0);
  float away = length(vec2(beyond, place.y));
  float cover = clamp(half_px + 0.5 - away, 0.0, 1.0) * min(1.0, 2.0 * half_px);
  pixel = vec4(colour.rgb * cover, cover);
}
