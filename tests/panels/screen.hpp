// The desk screen without a window: an ImGui context whose draw data goes nowhere, a mouse and keys moved by
// hand, and, for people, a picture of a frame drawn by a plain triangle rasteriser.
#pragma once
#include <imgui.h>

#include <filesystem>
#include <functional>

#include "console/panels/panels.hpp"
#include "console/panels/text_audit.hpp"
#include "tests/panels/fixture.hpp"

namespace anxin::test {

class Screen {
 public:
  Screen(float w, float h, float ui_scale = 1, bool wall = false);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  ViewState view;
  PanelState state;
  Camera camera;
  TextAudit audit;
  Outbox outbox;       // of the last frame
  Outbox sent;         // of all frames since a test cleared it
  double seconds = 0;  // monotonic; 0: as in a snapshot
  Scene scene;
  const DispatchScene* dispatch = nullptr;  // what the map shows in the dispatch view
  std::function<void(Frame&)> change;       // applied to every frame before it is drawn

  void frame();  // one frame with the mouse and keys as they are
  void move_to(float x, float y);
  void click(float x, float y);  // move, press, release: three frames
  void drag(float x0, float y0, float x1, float y1);
  void wheel(float notches);
  void type(std::string_view utf8);  // characters as an input method sends them
  void key(int glfw_key, bool ctrl = false, bool shift = false);
  // Where a text was last drawn (its centre); fails the test when it was not.
  Pixel find(std::string_view text) const;
  bool shows(std::string_view text) const;
  void save(const std::filesystem::path& file_ppm) const;

 private:
  ImGuiContext* context_;
  std::shared_ptr<const Found> found_;
  Fonts fonts_;
};

}  // namespace anxin::test
