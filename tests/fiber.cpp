#include "tests/fiber.hpp"

#include <utility>

namespace crossover {

namespace {
constexpr std::size_t stack_bytes = 65'536;
}  // namespace

Fiber* Fiber::running = nullptr;

Fiber::Fiber(std::function<void()> body)
    : body_(std::move(body)), stack_(std::make_unique_for_overwrite<char[]>(stack_bytes)) {
  getcontext(&context_);
  context_.uc_stack.ss_sp = stack_.get();
  context_.uc_stack.ss_size = stack_bytes;
  context_.uc_link = &resumer_;
  makecontext(&context_, &Fiber::enter, 0);
}

void Fiber::resume() {
  running = this;
  swapcontext(&resumer_, &context_);
}

void Fiber::pause() { swapcontext(&running->context_, &running->resumer_); }

void Fiber::enter() {
  Fiber& self = *running;
  self.body_();
  self.has_ended_ = true;
}

}  // namespace crossover
