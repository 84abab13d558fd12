// Squares of the painted symbol layer, pixel on pixel.
#version 330 core
layout(location = 0) in vec2 at;       // px of the layer
uniform vec2 lower_px;
uniform vec2 to_ndc;
uniform vec2 texel_size;
out vec2 uv;
void main() {
  uv = at * texel_size;
  gl_Position = vec4((at - lower_px) * to_ndc - 1.0, 0.0, 1.0);
}
