// What the pointer and the keyboard did since the last frame, in order, handed to ImGui so that nothing is
// lost when a frame takes longer than a click: a press, the way dragged and the release reach three frames,
// not one. (ImGui 1.86 reads the pointer once a frame and has no queue of its own.) UI thread.
#pragma once
#include <deque>

struct GLFWwindow;
struct ImGuiIO;

namespace anxin {

struct InputEvent {
  enum class Kind { Move, Button, Wheel, Key, Character, Enter, Focus };
  Kind kind{};
  double x = 0, y = 0;                               // Move, Wheel
  int code = 0, scancode = 0, action = 0, mods = 0;  // Button, Key; Character: code; Enter, Focus: action
};

class InputQueue {
 public:
  void push(const InputEvent& event) { waiting_.push_back(event); }
  [[nodiscard]] bool empty() const { return waiting_.empty(); }
  // The events that one frame may see: up to the first that would hide an earlier one (a move after a button,
  // a release after a move, a second change of the same button or key, a wheel after a button).
  [[nodiscard]] std::deque<InputEvent> take();

 private:
  std::deque<InputEvent> waiting_;
};

// The pointer as ImGui is to see it this frame.
struct Pointer {
  float x = -1e30f, y = -1e30f;
  bool down[5] = {};
};
// Passes one frame's events on: keys, characters and the wheel through ImGui's GLFW back end, the pointer
// into `pointer`.
void apply(GLFWwindow* window, const std::deque<InputEvent>& events, Pointer& pointer);
// After ImGui's back end began the frame: its own reading of the pointer gives way.
void point(ImGuiIO& io, const Pointer& pointer);

}  // namespace anxin
