namespace Crm.Actors.Gateway.Problems;

/// <summary>One fault of a request: where it is and what it is.</summary>
/// <param name="Place">The member that says where: <c>pointer</c>, <c>parameter</c> or <c>header</c>.</param>
/// <param name="Name">A JSON Pointer as URI fragment, or the name of the parameter or header.</param>
/// <param name="Detail">What is wrong.</param>
internal readonly record struct ProblemError(string Place, string Name, string Detail)
{
    public static ProblemError InBody(string pointer, string detail) => new("pointer", pointer, detail);

    public static ProblemError InQuery(string parameter, string detail) => new("parameter", parameter, detail);

    public static ProblemError InHeader(string header, string detail) => new("header", header, detail);
}
