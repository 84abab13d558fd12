#include "console/render/gl.hpp"

#include <fmt/format.h>

#include "embedded/render.hpp"

namespace anxin::gl {
namespace {

Result<GLuint> compile(GLenum kind, const std::string& file) {
  const std::string_view text = embedded::render(file);
  if (text.empty()) {
    return fail(ErrorCode::Internal, fmt::format("程序里没有着色器 {}。", file),
                fmt::format("The program has no shader {}.", file));
  }
  const GLuint shader = glCreateShader(kind);
  const char* bytes = text.data();
  const auto length = static_cast<GLint>(text.size());
  glShaderSource(shader, 1, &bytes, &length);
  glCompileShader(shader);
  GLint good = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
  if (good != 0) return shader;
  char log[1024] = "";
  glGetShaderInfoLog(shader, sizeof log, nullptr, log);
  glDeleteShader(shader);
  return fail(ErrorCode::Internal, fmt::format("显卡驱动不接受着色器 {}：{}。", file, log),
              fmt::format("The graphics driver refuses the shader {}: {}.", file, log));
}

}  // namespace

Buffer make_buffer() {
  GLuint name = 0;
  glGenBuffers(1, &name);
  return Buffer(name);
}

VertexArray make_vertex_array() {
  GLuint name = 0;
  glGenVertexArrays(1, &name);
  return VertexArray(name);
}

Result<Target> make_target(int w, int h) {
  Target target;
  target.w = w;
  target.h = h;
  GLuint name = 0;
  glGenTextures(1, &name);
  target.texture = Texture(name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, w, h, 0, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_REPEAT);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_REPEAT);
  glBindTexture(GL_TEXTURE_2D, 0);
  glGenFramebuffers(1, &name);
  target.framebuffer = Framebuffer(name);
  glBindFramebuffer(GL_FRAMEBUFFER, name);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target.texture.name(), 0);
  const bool whole = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  if (!whole) {
    return fail(ErrorCode::Internal, fmt::format("显卡驱动不给 {}×{} 的画面。", w, h),
                fmt::format("The graphics driver gives no picture of {} x {} pixels.", w, h));
  }
  return target;
}

Result<Program> make_program(const std::string& name) {
  const Result<GLuint> vertex = compile(GL_VERTEX_SHADER, name + ".vert.glsl");
  if (!vertex) return std::unexpected(vertex.error());
  const Result<GLuint> fragment = compile(GL_FRAGMENT_SHADER, name + ".frag.glsl");
  if (!fragment) {
    glDeleteShader(*vertex);
    return std::unexpected(fragment.error());
  }
  Program program(glCreateProgram());
  glAttachShader(program.name(), *vertex);
  glAttachShader(program.name(), *fragment);
  glLinkProgram(program.name());
  glDeleteShader(*vertex);
  glDeleteShader(*fragment);
  GLint good = 0;
  glGetProgramiv(program.name(), GL_LINK_STATUS, &good);
  if (good == 0) {
    char log[1024] = "";
    glGetProgramInfoLog(program.name(), sizeof log, nullptr, log);
    return fail(ErrorCode::Internal, fmt::format("着色器 {} 无法链接：{}。", name, log),
                fmt::format("The shader {} does not link: {}.", name, log));
  }
  return program;
}

void set(const Program& p, const char* uniform, float x) {
  glUniform1f(glGetUniformLocation(p.name(), uniform), x);
}
void set(const Program& p, const char* uniform, float x, float y) {
  glUniform2f(glGetUniformLocation(p.name(), uniform), x, y);
}
void set(const Program& p, const char* uniform, float x, float y, float z, float w) {
  glUniform4f(glGetUniformLocation(p.name(), uniform), x, y, z, w);
}
void set_colour(const Program& p, const char* uniform, std::uint32_t c) {
  set(p, uniform, static_cast<float>(c & 0xFF) / 255.0f, static_cast<float>((c >> 8) & 0xFF) / 255.0f,
      static_cast<float>((c >> 16) & 0xFF) / 255.0f, static_cast<float>(c >> 24) / 255.0f);
}

}  // namespace anxin::gl
