export type Database = {
  __InternalSupabase: { PostgrestVersion: "13.0.4" };
  public: {
    Tables: {
      teams: {
        Row: { id: string; name: string };
        Insert: { id?: string; name: string };
        Update: { name?: string };
        Relationships: [];
      };
      team_members: {
        Row: { team_id: string; user_id: string };
        Insert: { team_id: string; user_id: string };
        Update: { team_id?: string };
        Relationships: [
          {
            foreignKeyName: "team_members_team_id_fkey";
            columns: ["team_id"];
            isOneToOne: false;
            referencedRelation: "teams";
            referencedColumns: ["id"];
          },
        ];
      };
      boards: {
        Row: { id: string; team_id: string; title: string };
        Insert: { id?: string; team_id: string; title: string };
        Update: { title?: string };
        Relationships: [
          {
            foreignKeyName: "boards_team_id_fkey";
            columns: ["team_id"];
            isOneToOne: false;
            referencedRelation: "teams";
            referencedColumns: ["id"];
          },
        ];
      };
      cards: {
        Row: { id: string; board_id: string; labels: string[] };
        Insert: { id?: string; board_id: string; labels: string[] };
        Update: { labels?: string[] };
        Relationships: [
          {
            foreignKeyName: "cards_board_id_fkey";
            columns: ["board_id"];
            isOneToOne: false;
            referencedRelation: "boards";
            referencedColumns: ["id"];
          },
        ];
      };
      sprints: {
        Row: { id: string; team_id: string; title: string };
        Insert: { id?: string; team_id: string; title: string };
        Update: { title?: string };
        Relationships: [
          {
            foreignKeyName: "sprints_team_id_fkey";
            columns: ["team_id"];
            isOneToOne: false;
            referencedRelation: "teams";
            referencedColumns: ["id"];
          },
        ];
      };
      milestones: {
        Row: { id: string; team_id: string; title: string };
        Insert: { id?: string; team_id: string; title: string };
        Update: { title?: string };
        Relationships: [
          {
            foreignKeyName: "milestones_team_id_fkey";
            columns: ["team_id"];
            isOneToOne: false;
            referencedRelation: "teams";
            referencedColumns: ["id"];
          },
        ];
      };
      colours: {
        Row: { id: string; hex: string };
        Insert: { id?: string; hex: string };
        Update: { hex?: string };
        Relationships: [];
      };
    };
    Views: {};
    Functions: {};
  };
};
