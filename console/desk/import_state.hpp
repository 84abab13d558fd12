// A file being taken in at the desk, as the screen sees it: what is asked (ImportWish), and what has come of
// it so far (ImportState, published whole, never changed). Values only; any thread.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/ingest/ingest.hpp"
#include "data/store/store.hpp"
#include "geo/position.hpp"

namespace anxin {

// The choices of `anxin import`, made on the screen.
struct ImportWish {
  std::filesystem::path file;
  std::optional<IntakeKind> kind;  // empty: the kind that the header fits best
  std::optional<Crs> crs;          // empty: by the evidence
  std::string layer;               // the sheet or layer by its name; empty: the one with the best header
  HeaderMap map;
  friend bool operator==(const ImportWish&, const ImportWish&) = default;
};

// A folder while a file is being looked for: folders by name, then files that can be taken in, the newest
// first.
struct FolderEntry {
  std::string name;
  bool folder = false;
  std::uint64_t bytes = 0;
  Instant changed{};
};
struct FolderList {
  static constexpr std::size_t kMost = 500;
  std::filesystem::path folder;
  std::vector<FolderEntry> entries;
  std::size_t left_out = 0;  // beyond kMost
  std::optional<Error> error;
};

struct ImportColumn {
  std::string header, example;  // the first row's cell
  std::optional<Field> field;   // empty: not read
  bool dropped = false;         // by choice, kept nowhere
};

// A sheet of a workbook, a layer of a file, a dataset of an archive.
struct ImportLayer {
  std::string name;   // by which it is asked for
  std::string shown;  // people's numbers masked
};

enum class ImportStage : std::uint8_t {
  Looking,  // for a file
  Reading,
  Ready,    // the preview stands
  Refused,  // the file as a whole, or its writing; `error` says why, and nothing was changed
  Writing,
  Done,
};

struct ImportState {
  ImportStage stage = ImportStage::Looking;
  std::uint64_t number = 0;  // of this preview: what ApplyImport names
  ImportWish wish;
  std::string source;  // its file name, as it may be shown
  std::uint64_t bytes = 0;
  double share = 0;  // of the work under way
  std::optional<Error> error;
  FolderList list;  // Looking

  // From Reading on, also when what was chosen is refused: what there is to choose from, and which is read.
  std::vector<ImportLayer> layers;
  std::optional<std::size_t> layer_at;

  // Ready and after; with Refused as far as the file could be read.
  IntakeKind kind{};
  Encoding encoding = Encoding::Utf8;
  char delimiter = 0;
  std::string layer;
  std::vector<ImportColumn> columns;
  std::size_t rows = 0, accepted = 0, rejected = 0;
  std::size_t added = 0, changed = 0, unchanged = 0;
  std::vector<std::pair<Fault, std::size_t>> rejected_by, remarked;  // most first
  std::vector<RejectedRow> first_rejected;                           // without their cells
  std::optional<CrsVerdict> crs;
  static constexpr std::size_t kMostPositions = 5000;
  std::vector<MapXY> positions;  // of accepted rows that have one, evenly thinned to at most kMostPositions
  std::size_t positioned = 0;    // how many those are

  std::int64_t batch = 0;  // Done; 0 when the file brought nothing new, and for kinds that become commands
  bool undone = false;
  std::vector<Store::BatchInfo> batches;  // the newest first, at most kMostBatches
  static constexpr std::size_t kMostBatches = 6;
};

// Every text of the state that a screen may show, for its fonts.
[[nodiscard]] std::vector<std::string> words_of(const ImportState& state);

}  // namespace anxin
