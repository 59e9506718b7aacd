using Crm.Actors.Contracts;

namespace Crm.Actors.UnitTests.Kernel.Model;

/// <summary>A command as its client sends it, perhaps several times.</summary>
internal sealed class Request(Guid aggregate, CommandContext context, Entry entry)
{
    public Guid Aggregate { get; } = aggregate;

    public CommandContext Context { get; } = context;

    public Entry Entry { get; } = entry;

    public (Guid, string)? Key => Context.IdempotencyKey is { } key ? (Context.Caller.UserId, key) : null;

    /// <summary>The first acceptance, which every later answer must equal.</summary>
    public CommandResult<LedgerView>? Accepted { get; set; }

    /// <summary>Answered that the key stands for another request.</summary>
    public bool IsKeyReused { get; set; }

    /// <summary>An attempt got no answer, or one that leaves the outcome open.</summary>
    public bool IsUncertain { get; set; }

    public bool IsRefused { get; set; }

    public override string ToString() => $"{Entry} key {Context.IdempotencyKey} if-match {Context.IfMatch} on {Aggregate}";
}
