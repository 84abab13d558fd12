// The layer's pixel as it is, alpha premultiplied.
#version 330 core
in vec2 uv;
uniform sampler2D image;
out vec4 pixel;
void main() { pixel = texture(image, uv); }
