#include "console/window/offscreen.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <fmt/format.h>

namespace anxin {
namespace {

std::unexpected<Error> refused(const char* step) {
  return fail(ErrorCode::Internal,
              fmt::format("无法离屏绘图（{}，EGL 错误 {:#x}）。请安装 libegl1 和 libgl1-mesa-dri。", step,
                          eglGetError()),
              fmt::format("Drawing off screen is not possible ({}, EGL error {:#x}). Please install libegl1 "
                          "and libgl1-mesa-dri.",
                          step, eglGetError()));
}

}  // namespace

Result<std::unique_ptr<OffscreenContext>> OffscreenContext::create() {
  const auto platform_display =
      reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (platform_display == nullptr) return refused("eglGetPlatformDisplayEXT");
  EGLDisplay display = platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
  if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) == EGL_FALSE)
    return refused("eglInitialize");
  if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) return refused("eglBindAPI");
  const EGLint wanted[] = {EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  if (eglChooseConfig(display, wanted, &config, 1, &count) == EGL_FALSE || count == 0) {
    eglTerminate(display);
    return refused("eglChooseConfig");
  }
  const EGLint version[] = {EGL_CONTEXT_MAJOR_VERSION,
                            3,
                            EGL_CONTEXT_MINOR_VERSION,
                            3,
                            EGL_CONTEXT_OPENGL_PROFILE_MASK,
                            EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                            EGL_NONE};
  EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, version);
  if (context == EGL_NO_CONTEXT) {
    eglTerminate(display);
    return refused("eglCreateContext");
  }
  if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_FALSE) {
    eglDestroyContext(display, context);
    eglTerminate(display);
    return refused("eglMakeCurrent");
  }
  return std::unique_ptr<OffscreenContext>(new OffscreenContext(display, context));
}

OffscreenContext::~OffscreenContext() {
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display_, context_);
  eglTerminate(display_);
}

}  // namespace anxin
