// The cached map, stretched: one quad from texture to screen while the exact map is being drawn.
#version 330 core
uniform vec4 box;                      // lower left and upper right, normalised device coordinates
uniform vec4 part;                     // the same corners in the texture, 0-1, repeating
out vec2 uv;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  uv = mix(part.xy, part.zw, corner);
  gl_Position = vec4(mix(box.xy, box.zw, corner), 0.0, 1.0);
}
