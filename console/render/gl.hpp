// The few OpenGL objects of this layer as values that own what they name. Thread: the one whose context is
// current; everything here must go before that context does.
#pragma once
#include <epoxy/gl.h>

#include <string>
#include <utility>

#include "geo/error.hpp"

namespace anxin::gl {

// A name that one function makes and another gives back.
template <class Deleter>
class Handle {
 public:
  Handle() = default;
  explicit Handle(GLuint name) : name_(name) {}
  Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (name_ != 0) Deleter{}(name_);
  }
  [[nodiscard]] GLuint name() const { return name_; }
  explicit operator bool() const { return name_ != 0; }

 private:
  GLuint name_ = 0;
};

struct DeleteBuffer {
  void operator()(GLuint n) const { glDeleteBuffers(1, &n); }
};
struct DeleteArray {
  void operator()(GLuint n) const { glDeleteVertexArrays(1, &n); }
};
struct DeleteTexture {
  void operator()(GLuint n) const { glDeleteTextures(1, &n); }
};
struct DeleteFramebuffer {
  void operator()(GLuint n) const { glDeleteFramebuffers(1, &n); }
};
struct DeleteProgram {
  void operator()(GLuint n) const { glDeleteProgram(n); }
};

using Buffer = Handle<DeleteBuffer>;
using VertexArray = Handle<DeleteArray>;
using Texture = Handle<DeleteTexture>;
using Framebuffer = Handle<DeleteFramebuffer>;
using Program = Handle<DeleteProgram>;

[[nodiscard]] Buffer make_buffer();
[[nodiscard]] VertexArray make_vertex_array();

// A colour texture that can be drawn into. Bytes lie as the window system's do (blue first), so that a copy
// to the window is a copy.
struct Target {
  Texture texture;
  Framebuffer framebuffer;
  int w = 0, h = 0;
};
[[nodiscard]] Result<Target> make_target(int w, int h);

// shaders/NAME.vert.glsl and shaders/NAME.frag.glsl, linked.
[[nodiscard]] Result<Program> make_program(const std::string& name);

void set(const Program&, const char* uniform, float x);
void set(const Program&, const char* uniform, float x, float y);
void set(const Program&, const char* uniform, float x, float y, float z, float w);
// A colour as 0-1 floats (Colour32 of console/scene/style.hpp).
void set_colour(const Program&, const char* uniform, std::uint32_t colour);

}  // namespace anxin::gl
