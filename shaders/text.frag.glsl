// A glyph's coverage times its colour.
#version 330 core
in vec2 uv;
flat in vec4 colour;
uniform sampler2D atlas;
out vec4 pixel;
void main() {
  float cover = texture(atlas, uv).r * colour.a;
  pixel = vec4(colour.rgb * cover, cover);
}
