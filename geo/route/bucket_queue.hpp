// The queue of a search: nodes by travel time in buckets of 2^shift milliseconds, in a ring that spans the
// longest arc (Dial 1969; buckets wider than the shortest arc, whose nodes may be settled more than once, as
// in Delta-stepping: Meyer and Sanders 2003). Against a binary heap: measured in the README. For this folder
// only. After the first searches it allocates nothing. Thread: one.
#pragma once
#include <bit>
#include <cstdint>
#include <vector>

#include "geo/route/graph.hpp"

namespace anxin {

class BucketQueue {
 public:
  struct Entry {
    NodeId node;
    std::uint32_t ms;
    std::uint32_t next;
  };

  // Before the first push of a search. `shift` < 32.
  void reset(std::uint32_t longest_arc_ms, int shift) {
    shift_ = shift;
    heads_.assign(std::bit_ceil((longest_arc_ms >> shift) + 2U), kNoArc);
    mask_ = static_cast<std::uint32_t>(heads_.size() - 1);
    pool_.clear();
    free_ = kNoArc;
    waiting_ = 0;
  }
  [[nodiscard]] std::uint32_t bucket_of(std::uint32_t ms) const { return ms >> shift_; }
  // All of this bucket is settled once it is empty: nothing later is earlier than its end.
  [[nodiscard]] std::uint64_t end_of(std::uint32_t bucket) const {
    return (std::uint64_t{bucket} + 1) << shift_;
  }
  [[nodiscard]] bool empty() const { return waiting_ == 0; }

  void push(NodeId node, std::uint32_t ms) {
    std::uint32_t& head = heads_[(ms >> shift_) & mask_];
    ++waiting_;
    if (free_ != kNoArc) {
      const std::uint32_t slot = free_;
      free_ = pool_[slot].next;
      pool_[slot] = {node, ms, head};
      head = slot;
      return;
    }
    pool_.push_back({node, ms, head});
    head = static_cast<std::uint32_t>(pool_.size() - 1);
  }
  bool pop(std::uint32_t bucket, NodeId& node, std::uint32_t& ms) {
    std::uint32_t& head = heads_[bucket & mask_];
    if (head == kNoArc) return false;
    Entry& e = pool_[head];
    node = e.node;
    ms = e.ms;
    const std::uint32_t slot = head;
    head = e.next;
    e.next = free_;
    free_ = slot;
    --waiting_;
    return true;
  }

 private:
  std::vector<std::uint32_t> heads_;
  std::vector<Entry> pool_;
  std::uint32_t mask_ = 0, free_ = kNoArc;
  std::size_t waiting_ = 0;
  int shift_ = 0;
};

}  // namespace anxin
