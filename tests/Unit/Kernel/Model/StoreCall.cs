namespace Crm.Actors.UnitTests.Kernel.Model;

/// <summary>A call of the store under way. Taking effect and answering are two steps, and the history decides when each happens.</summary>
internal abstract class StoreCall
{
    /// <summary>The activation that asked.</summary>
    public required int Activation { get; init; }

    /// <summary>Hangs until the end of the history, unless released before.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Goes one step on. True when nothing is left to do.</summary>
    public abstract bool Step();
}

/// <inheritdoc/>
/// <param name="effect">What the database does; null for a fault that keeps it from happening.</param>
/// <param name="fault">What is answered instead of the effect's result; null for the truth. May throw.</param>
/// <param name="answersFirst">The caller is told before the effect happens.</param>
internal sealed class StoreCall<T>(Func<T>? effect, Func<T>? fault, bool answersFirst) : StoreCall
{
    private readonly TaskCompletionSource<T> _answer = new();
    private bool _isAnswered;
    private bool _isDone = effect is null;
    private T _result = default!;

    public Task<T> Task => _answer.Task;

    public override bool Step()
    {
        if (!_isDone && (!answersFirst || _isAnswered))
        {
            _isDone = true;
            _result = effect!();
        }
        else
        {
            _isAnswered = true;
            Answer();
        }

        return _isDone && _isAnswered;
    }

    private void Answer()
    {
        try
        {
            _answer.SetResult(fault is null ? _result : fault());
        }
        catch (Exception error)
        {
            _answer.SetException(error);
        }
    }
}
