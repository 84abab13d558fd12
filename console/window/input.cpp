#include "console/window/input.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>

namespace anxin {
namespace {

using Kind = InputEvent::Kind;

// Whether `event` must wait for the next frame, given those already in this one.
bool must_wait(const InputEvent& event, const std::deque<InputEvent>& before) {
  return std::any_of(before.begin(), before.end(), [&](const InputEvent& b) {
    const bool button_before = b.kind == Kind::Button;
    switch (event.kind) {
      case Kind::Move:
        return button_before || b.kind == Kind::Wheel;
      case Kind::Wheel:
        return button_before;
      case Kind::Button:
        // A release waits for the way that led to it: what is dragged ends where the pointer did.
        return (button_before && b.code == event.code) || b.kind == Kind::Wheel ||
               (b.kind == Kind::Move && event.action == GLFW_RELEASE);
      case Kind::Key:
        return b.kind == Kind::Key && b.code == event.code && b.action != event.action;
      default:
        return false;
    }
  });
}

}  // namespace

std::deque<InputEvent> InputQueue::take() {
  std::deque<InputEvent> now;
  while (!waiting_.empty() && !must_wait(waiting_.front(), now)) {
    now.push_back(waiting_.front());
    waiting_.pop_front();
  }
  return now;
}

void apply(GLFWwindow* window, const std::deque<InputEvent>& events, Pointer& pointer) {
  for (const InputEvent& e : events) {
    switch (e.kind) {
      case Kind::Move:
        pointer.x = static_cast<float>(e.x), pointer.y = static_cast<float>(e.y);
        break;
      case Kind::Button:
        if (e.code >= 0 && e.code < 5) pointer.down[e.code] = e.action == GLFW_PRESS;
        break;
      case Kind::Wheel:
        ImGui_ImplGlfw_ScrollCallback(window, e.x, e.y);
        break;
      case Kind::Key:
        ImGui_ImplGlfw_KeyCallback(window, e.code, e.scancode, e.action, e.mods);
        break;
      case Kind::Character:
        ImGui_ImplGlfw_CharCallback(window, static_cast<unsigned>(e.code));
        break;
      case Kind::Enter:
        if (e.action == 0) pointer.x = pointer.y = -FLT_MAX;
        ImGui_ImplGlfw_CursorEnterCallback(window, e.action);
        break;
      case Kind::Focus:
        ImGui_ImplGlfw_WindowFocusCallback(window, e.action);
        break;
    }
  }
}

void point(ImGuiIO& io, const Pointer& pointer) {
  io.MousePos = {pointer.x, pointer.y};
  std::copy(std::begin(pointer.down), std::end(pointer.down), std::begin(io.MouseDown));
}

}  // namespace anxin
