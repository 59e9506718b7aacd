using Crm.Actors.ManifestTests.Schemas;
using Crm.Actors.ManifestTests.Sets;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>Every object is of a known kind and has the members of that kind only.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var one in set.Objects)
        {
            if (StrictModels.Knows(one))
            {
                if (StrictModels.Problem(one) is { } problem)
                    yield return $"{one}: {problem}";
            }
            else if (CustomShapes.Knows(one))
            {
                foreach (var problem in CustomShapes.Problems(one))
                    yield return $"{one}: {problem}";
            }
            else
            {
                yield return $"{one}: {one.ApiVersion} has no such kind, or CustomShapeList has to learn it";
            }
        }
    }
}
