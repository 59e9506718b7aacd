using System.Diagnostics.CodeAnalysis;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <summary>
/// The commands with a key that an active aggregate can answer without the database: all that are in flight, and the last few
/// that were accepted. Refusals are not kept: a retry is decided anew.
/// </summary>
internal sealed class KnownCommands<TView>(int remembered)
    where TView : class
{
    private Dictionary<(Guid CallerId, string Key), Entry>? _entries;
    private (Guid CallerId, string Key)[]? _ring;
    private int _next;

    /// <summary>Finds the answer that a command with this key got or will get.</summary>
    /// <param name="context">The command's context.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isSame">Whether it is the answer to the same request; otherwise the key belongs, if it is accepted, to another one.</param>
    public bool TryFind(CommandContext context, [NotNullWhen(true)] out Task<CommandResult<TView>>? answer, out bool isSame)
    {
        if (_entries is null || !_entries.TryGetValue(KeyOf(context), out var entry))
        {
            answer = null;
            isSame = false;
            return false;
        }

        answer = entry.Answer;
        isSame = entry.RequestHash == context.RequestHash;
        return true;
    }

    public void Start(CommandContext context, Task<CommandResult<TView>> answer) =>
        (_entries ??= [])[KeyOf(context)] = new Entry(context.RequestHash, answer);

    public void Finish(CommandContext context, CommandResult<TView> result)
    {
        var key = KeyOf(context);
        if (result.Rejection is not null || remembered == 0)
        {
            _entries?.Remove(key);
            return;
        }

        (_entries ??= [])[key] = new Entry(context.RequestHash, Task.FromResult(result));
        _ring ??= new (Guid, string)[remembered];
        var evicted = _ring[_next];
        if (evicted.Key is not null && evicted != key)
            _entries.Remove(evicted);
        _ring[_next] = key;
        _next = (_next + 1) % remembered;
    }

    private static (Guid CallerId, string Key) KeyOf(CommandContext context) =>
        (context.Caller.UserId, context.IdempotencyKey!);

    private readonly record struct Entry(Guid RequestHash, Task<CommandResult<TView>> Answer);
}
