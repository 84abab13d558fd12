// What the parent opens for the intake child: one ordinary file, or, for a Shapefile and a geodatabase
// folder, the file with its companions copied into one anonymous file (a bundle), so that the child is given
// a single descriptor and needs no name. Thread: any. Errors: BadInput with one sentence; a bundle is bounded
// as a file.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/error.hpp"
#include "geo/io/vector_in.hpp"

namespace anxin {

// A descriptor, closed with the object.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() { reset(); }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  void reset(int fd = -1);
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_ = -1;
};

// Refuses names with /vsi or ://, what is missing, no ordinary file, empty or larger than `most` bytes.
[[nodiscard]] Status open_input(const std::filesystem::path& file, std::uint64_t most, Fd& into);

// Takes a bundle apart, in the child.
[[nodiscard]] bool is_bundle(std::string_view bytes);
[[nodiscard]] Result<std::vector<MemoryFile>> files_of_bundle(std::string_view bytes);

}  // namespace anxin
