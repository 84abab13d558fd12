// A glyph of a map label: quads in pixels of the cached map, texture in texels of the glyph atlas.
#version 330 core
layout(location = 0) in vec2 at;       // px from the label layer's anchor
layout(location = 1) in vec2 texel;
layout(location = 2) in float role;    // 0 halo, 1 name, 2 note or road name
uniform vec2 lower_px;
uniform vec2 to_ndc;
uniform vec2 texel_size;
uniform vec4 colours[3];
out vec2 uv;
flat out vec4 colour;
void main() {
  uv = texel * texel_size;
  colour = colours[int(role + 0.5)];
  gl_Position = vec4((at - lower_px) * to_ndc - 1.0, 0.0, 1.0);
}
