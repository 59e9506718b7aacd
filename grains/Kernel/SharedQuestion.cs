namespace Crm.Actors.Grains.Kernel;

/// <summary>
/// One question for all who want its answer at the same time. Whoever asks gets the answer to a question that begins after they came: what they
/// know to have happened has happened by then. Who comes while one is under way shares the next. All members are called, and continue, on the one
/// scheduler of a grain.
/// </summary>
/// <param name="ask">Asks. What it throws all hear who share the question, and nobody after them.</param>
/// <param name="patience">How long a question that is under way holds up the next one.</param>
/// <param name="clock">The clock of the patience.</param>
public sealed class SharedQuestion<TAnswer>(Func<Task<TAnswer>> ask, TimeSpan patience, TimeProvider clock)
{
    private Task _asking = Task.CompletedTask;
    private Task<TAnswer>? _next;

    /// <summary>The answer to the next question, which has not begun.</summary>
    public Task<TAnswer> AskAsync() => _next ??= AskNextAsync();

    private async Task<TAnswer> AskNextAsync()
    {
        // Never in the turn of who asks first: whoever comes in that turn shares the question, and it is known as the next one before it begins.
        await Task.Yield();
        if (!_asking.IsCompleted)
            await _asking.WaitAsync(patience, clock).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        _next = null;
        var asking = ask();
        _asking = asking;
        return await asking;
    }
}
