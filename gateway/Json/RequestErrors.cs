using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Json;

/// <summary>What was found wrong with a request while it was read. Costs nothing while all is well.</summary>
internal sealed class RequestErrors
{
    /// <summary>A request with more faults than this gets the first ones named.</summary>
    public const int Max = 20;

    private List<ProblemError>? _errors;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _errors is not null;

    /// <summary>Whether the request is well-formed, but lacks something or breaks a rule; that is another status than a malformed one.</summary>
    public bool OnlyInvalid { get; private set; } = true;

    public IReadOnlyList<ProblemError> All => _errors ?? [];

    /// <summary>Something in the body is not what it must be.</summary>
    public void Malformed(string pointer, string detail) => Add(ProblemError.InBody(pointer, detail), wellFormed: false);

    /// <summary>A member of the body can be read, but breaks a rule, or is required and not there.</summary>
    public void Invalid(string pointer, string detail) => Add(ProblemError.InBody(pointer, detail), wellFormed: true);

    public void Parameter(string name, string detail) => Add(ProblemError.InQuery(name, detail), wellFormed: false);

    public void Header(string name, string detail) => Add(ProblemError.InHeader(name, detail), wellFormed: false);

    private void Add(ProblemError error, bool wellFormed)
    {
        _errors ??= [];
        if (_errors.Count < Max) _errors.Add(error);
        OnlyInvalid &= wellFormed;
    }
}
