// Keeps the font atlas in step with the names in the open registry: a job collects the characters and makes
// or loads the atlas, the screen takes it when it is there. Thread: the screen's; the work runs on one
// worker.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "console/desk/frame.hpp"
#include "console/desk/jobs.hpp"
#include "console/window/atlas.hpp"

namespace anxin {

// Every character that the screen may draw of this data: the panels' own words, everyday Chinese and all
// names.
// Sentences that come with the data: the selection's history, what is loading, what failed.
[[nodiscard]] std::string words_of(const Frame& frame);
[[nodiscard]] std::string words_of(const Operations& operations);  // names of units and incidents, seats
// `words`: further text, such as a history's sentences.
[[nodiscard]] std::u32string characters_of(const Registry* registry, const Pack* pack,
                                           std::string_view words = {});

// What the wall draws of it: large type leaves no room for every name (UX 2), so of projects only those that
// may stand on it.
[[nodiscard]] std::u32string wall_characters_of(const World& world, const Pack* pack,
                                                std::string_view words = {});

class GlyphKeeper {
 public:
  GlyphKeeper(MapFonts fonts, std::filesystem::path cache, std::function<void()> wake);
  // Starts a job when the registry or the UI scale is another than that of the last call.
  void want(const Frame& frame, const ViewState& view);
  // The newest atlas that was not taken yet, or why there is none.
  [[nodiscard]] std::optional<Result<FontAtlas>> take();
  [[nodiscard]] bool busy() const { return !jobs_.idle(); }

 private:
  bool take_words_of(const Frame& frame);

  MapFonts fonts_;
  std::filesystem::path cache_;
  std::function<void()> wake_;
  bool with_names_ = false;  // of the last wish: its data and scale
  std::uint64_t revision_ = 0;
  float ui_scale_ = 0;
  bool wall_ = false;
  std::shared_ptr<const RiskTable> risk_;      // wall: by which its names were chosen
  std::shared_ptr<const ImportState> import_;  // whose texts are in
  std::shared_ptr<const Operations> operations_;
  std::shared_ptr<const IncidentDetail> incident_;
  std::set<char32_t> met_;  // characters of the data's sentences so far
  std::string words_;       // those sentences
  std::mutex mutex_;
  std::optional<Result<FontAtlas>> ready_;
  Jobs jobs_;  // last: stops first
};

}  // namespace anxin
