using System.Collections.Immutable;

namespace Crm.Actors.Contracts;

/// <summary>Why a command was refused. Nothing was changed.</summary>
/// <param name="Code">The kind of refusal; the gateway maps it to a status code.</param>
/// <param name="Detail">One sentence for a person.</param>
[GenerateSerializer, Immutable, Alias("crm.Rejection")]
public sealed record Rejection(
    [property: Id(0)] RejectionCode Code,
    [property: Id(1)] string Detail)
{
    /// <summary>The fields at fault, for <see cref="RejectionCode.Invalid"/>.</summary>
    [Id(2)]
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>The version that the object has now, for <see cref="RejectionCode.VersionMismatch"/> and <see cref="RejectionCode.MergeConflict"/>.</summary>
    [Id(3)]
    public long? CurrentVersion { get; init; }

    /// <summary>The fields that two people changed, for <see cref="RejectionCode.MergeConflict"/>.</summary>
    [Id(4)]
    public ImmutableArray<FieldConflict> Conflicts { get; init; } = [];

    /// <summary>Seconds to wait, for <see cref="RejectionCode.TooManyAttempts"/>.</summary>
    [Id(5)]
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Nothing was done, because another activation has taken over: it will answer whoever asks again at once, also without a key.</summary>
    [Id(6)]
    public bool AskAgain { get; init; }
}
