// The dispatch view at a seat, as a test drives it: a made-up moment on a screen of 1920 x 1080, what was
// sent from it, and what the desk answers.
#pragma once
#include <gtest/gtest.h>
#include <imgui.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "tests/panels/dispatch_scene.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {

class DispatchSeat : public ::testing::Test {
 protected:
  DispatchSeat() {
    screen.view.tab = ViewTab::Dispatch;
    screen.view.selected_incident = kGathering;
    screen.change = [this](Frame& f) {
      scene.put(f);
      if (past) f.as_of = f.today - std::chrono::days(30);
    };
    settle();
  }
  void settle() {
    screen.frame();
    screen.frame();
  }
  // The last command of this type that was sent.
  template <class T>
  const T* sent() const {
    const T* last = nullptr;
    for (const Command& c : screen.sent.commands)
      if (const auto* run = std::get_if<RunOperation>(&c))
        if (const T* found = std::get_if<T>(&run->command)) last = found;
    return last;
  }
  // What the desk says of the last command.
  void answer(bool refused, std::string zh, std::string incident = {}) {
    const auto& all = screen.sent.commands;
    const std::string id = all.empty() ? std::string() : std::get<RunOperation>(all.back()).id;
    scene.outcome = std::make_shared<CommandOutcome>(
        CommandOutcome{id, refused, std::move(zh), "Refused because of that", std::move(incident)});
    settle();
  }
  void click(std::string_view text) {
    const Pixel p = screen.find(text);
    screen.click(p.x, p.y);
    settle();
  }
  void right_click(float x, float y) {
    for (int n = 0; n < 2; ++n) screen.move_to(x, y);
    ImGui::GetIO().MouseDown[1] = true;
    screen.frame();
    ImGui::GetIO().MouseDown[1] = false;
    settle();
  }
  DispatchMoment scene = dispatch_scene();
  bool past = false;  // the view shows a day of last month
  Screen screen{1920, 1080};
};

}  // namespace anxin::test
