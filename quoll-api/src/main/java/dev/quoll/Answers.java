package dev.quoll;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What futures of calls become before applications get them.
final class Answers {
    private Answers() {}

    /// A future whose answer is made of that of a call. Whoever cancels it cancels the call, too,
    /// which then takes nothing; futures that depend on others leave those alone by themselves.
    static <S, T> CompletableFuture<T> of(
            CompletableFuture<S> call, Function<? super S, ? extends T> change) {
        CompletableFuture<T> answer = call.thenApply(change);
        var _ = answer.whenComplete((_, _) -> call.cancel(false)); // no more if it is done
        return answer;
    }
}
