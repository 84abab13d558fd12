// District areas: triangles of the map plane, one colour an area.
#version 330 core
layout(location = 0) in vec2 at;      // metres from the scene's origin
layout(location = 1) in float area;
uniform vec2 lower_m;                 // metres at the viewport's lower left corner
uniform vec2 to_ndc;                  // 2 / (viewport size in metres)
uniform vec4 colours[64];
flat out vec4 colour;
void main() {
  colour = colours[int(area)];
  gl_Position = vec4((at - lower_m) * to_ndc - 1.0, 0.0, 1.0);
}
