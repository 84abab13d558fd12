// A texture's pixel as it is.
#version 330 core
in vec2 uv;
uniform sampler2D image;
out vec4 pixel;
void main() { pixel = vec4(texture(image, uv).rgb, 1.0); }
